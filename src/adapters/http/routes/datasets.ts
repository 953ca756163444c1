import { z } from 'zod';
import { datasetDeclarationFields } from '../../../service/request.ts';
import { idOf, idParams } from '../ids.ts';
import { LOCATION, answer } from '../openapi/answer.ts';
import { uploadBody } from '../openapi/uploads.ts';
import { paging } from '../query.ts';
import type { Route } from '../route.ts';
import { DATASET_METADATA } from '../schemas/example.ts';
import { dataset } from '../schemas/dataset.ts';
import { pageOf } from '../schemas/page.ts';
import { receiveUpload } from '../upload/upload.ts';
import { datasetView, pageView } from '../views.ts';

const tags = ['datasets'];

const metadata = z.strictObject(datasetDeclarationFields);

const body = uploadBody(
  'The samples, their labels where these are a file of their own, and what is known about them; or one file alone.',
  metadata,
  {
    file: {
      description: 'npz, npy, IDX (plain or gzip), CIFAR-10 binary or JSON; recognised from the bytes',
    },
    labels: {
      description: 'The labels, when they are not in `file`: npy or IDX. Without bytes it counts as left out',
      optional: true,
    },
  },
  {
    digits: {
      summary: 'The built-in digits: pixels 0 to 16, divided by 16',
      value: DATASET_METADATA,
    },
  },
);

export const datasets: Route = (app, service) => {
  const { provable } = service;

  app.route({
    method: 'POST',
    url: '/v1/datasets',
    schema: {
      operationId: 'uploadDataset',
      tags,
      summary: 'Upload a dataset',
      description:
        'Streams labelled inputs in, checks them (lengths, labels, finite values, archive bombs) and keeps them in ' +
        'one canonical form. With `model` in the metadata they are checked against that model too; one that is not ' +
        'there is answered 422 `request_invalid`, with the fault `model_unknown` at `/model`.',
      querystring: z.strictObject({
        name: datasetDeclarationFields.name
          .unwrap()
          .optional()
          .describe('Names a dataset that comes as one file alone'),
      }),
      response: {
        200: answer('These bytes are known: the dataset as it was', dataset),
        201: answer('Admitted', dataset, LOCATION),
      },
    },
    config: {
      body,
      accepts: Object.keys(body.content),
      refusals: [
        'body_missing',
        'body_malformed',
        'upload_incomplete',
        'too_large',
        'dataset_refused',
        'request_invalid',
      ],
    },
    handler: async (request, reply) => {
      const expectation = { kind: 'dataset', files: ['file', 'labels'] } as const;
      const upload = await receiveUpload(request, service, expectation, request.query.name);
      const admitted = await provable.admitDataset(upload.stored, upload.declared);
      const shown = datasetView(admitted.dataset);
      if (!admitted.known) void reply.header('location', shown.links.self);
      return reply.code(admitted.known ? 200 : 201).send(shown);
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/datasets',
    schema: {
      operationId: 'listDatasets',
      tags,
      summary: 'List datasets',
      description: 'Newest first.',
      querystring: z.strictObject(paging),
      response: { 200: answer('A page of datasets', pageOf(dataset)) },
    },
    handler: async ({ query }, reply) => {
      const page = await provable.datasets({ limit: query.limit, cursor: query.cursor ?? null });
      return reply.send(pageView(page, datasetView));
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/datasets/:id',
    schema: {
      operationId: 'getDataset',
      tags,
      summary: 'Get a dataset',
      description: 'Count, shape, range and label histogram.',
      params: idParams('dataset'),
      querystring: z.strictObject({}),
      response: { 200: answer('The dataset', dataset) },
    },
    config: { refusals: ['dataset_unknown'] },
    handler: async ({ params }, reply) =>
      reply.send(datasetView(await provable.dataset(idOf('dataset', params)))),
  });

  app.route({
    method: 'DELETE',
    url: '/v1/datasets/:id',
    schema: {
      operationId: 'deleteDataset',
      tags,
      summary: 'Delete a dataset',
      description:
        'Jobs that have ended keep their results. A dataset that a running job needs is not deleted.',
      params: idParams('dataset'),
      querystring: z.strictObject({}),
      response: { 204: z.undefined().describe('Deleted') },
    },
    config: { refusals: ['dataset_unknown', 'dataset_in_use'] },
    handler: async ({ params }, reply) => {
      await provable.removeDataset(idOf('dataset', params));
      return reply.code(204).send();
    },
  });
};
