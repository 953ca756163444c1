import type { DatasetView } from '../../schemas/dataset.ts';
import type { JobView } from '../../schemas/job.ts';
import type { ModelView } from '../../schemas/model.ts';
import { get, post, Refused, type Page } from './api.ts';
import { bodySchema, methodsOf } from './document.ts';
import { browser, el, type Element } from './dom.ts';
import { firstSteps } from './first-steps.ts';
import { JobForm } from './job-form.ts';
import { faultList, heading, type PageView } from './view.ts';

/** Models and datasets that a list to choose from holds. */
const CHOICES = 500;

/** A form for a job, out of the document of the API, with what it would cost while it is filled in. */
export const newJobPage: PageView = async ({ main, signal }, chosen) => {
  const [schema, models, datasets] = await Promise.all([
    bodySchema('/v1/jobs'),
    get<Page<ModelView>>(`/v1/models?limit=${CHOICES}`, signal),
    get<Page<DatasetView>>(`/v1/datasets?limit=${CHOICES}`, signal),
  ]);
  const classifiers = models.data.filter(({ role }) => role !== 'denoiser');
  if (classifiers.length === 0 || datasets.data.length === 0) {
    main.replaceChildren(
      heading('New job'),
      el('p', {}, 'A job needs a model and a dataset first.'),
      firstSteps(),
    );
    return;
  }
  const job = new JobForm({
    schema,
    methods: methodsOf(schema),
    models: classifiers,
    datasets: datasets.data,
    chosen,
    signal,
  });
  main.replaceChildren(heading('New job'), submitting(job));
};

function submitting(job: JobForm): Element {
  const submit = el('button', { type: 'submit', class: 'primary' }, 'Submit job');
  const alarms = el('div', { role: 'alert' });
  const send = async (): Promise<void> => {
    submit.disabled = true;
    alarms.replaceChildren();
    try {
      const { id } = await post<JobView>('/v1/jobs', job.body());
      if (!job.isLeft()) browser.location.hash = `#/jobs/${id}`;
    } catch (error) {
      const rest = error instanceof Refused ? job.complain(error.faults) : [];
      const text = error instanceof Error ? error.message : String(error);
      alarms.replaceChildren(el('div', { class: 'alarm' }, el('p', {}, text), ...faultList(rest)));
    } finally {
      submit.disabled = false;
    }
  };
  return el(
    'form',
    { class: 'job', submit: (event) => (event.preventDefault(), void send()) },
    job.element,
    el('div', { class: 'actions' }, submit),
    alarms,
  );
}
