import { z } from 'zod';
import { modelDeclarationFields } from '../../../service/request.ts';
import type { Model } from '../../../service/model/model.ts';
import { idOf, idParams } from '../ids.ts';
import { LOCATION, answer } from '../openapi/answer.ts';
import { uploadBody } from '../openapi/uploads.ts';
import { paging } from '../query.ts';
import type { Route } from '../route.ts';
import { MODEL_METADATA } from '../schemas/example.ts';
import { model } from '../schemas/model.ts';
import { pageOf } from '../schemas/page.ts';
import { receiveUpload } from '../upload/upload.ts';
import { modelView, pageView } from '../views.ts';

const tags = ['models'];

const metadata = z.strictObject(modelDeclarationFields);

const body = uploadBody(
  'The ONNX file with what is known about its inputs; or the file alone.',
  metadata,
  {
    file: {
      description:
        'The classifier as ONNX: one float32 input, output [batch, classes]; or a denoiser, whose output has the shape of its input',
    },
  },
  {
    digits: {
      summary: 'The built-in digits model: pixels 0 to 16, divided by 16',
      value: MODEL_METADATA,
    },
  },
);

export const models: Route = (app, service) => {
  const { provable } = service;
  const view = (one: Model) => modelView(one, provable.support(one));

  app.route({
    method: 'POST',
    url: '/v1/models',
    schema: {
      operationId: 'uploadModel',
      tags,
      summary: 'Upload a model',
      description:
        'Streams an ONNX classifier or denoiser in, examines it in a process of its own, and keeps it. The answer says for each ' +
        'method whether it applies. Every reason against a model comes at once, naming node and operator. The same ' +
        'bytes with the same declaration are the same model.',
      querystring: z.strictObject({
        name: modelDeclarationFields.name
          .unwrap()
          .optional()
          .describe('Names a model that comes as its bytes alone'),
      }),
      response: {
        200: answer('These bytes are known: the model as it was', model),
        201: answer('Admitted', model, LOCATION),
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
        'model_refused',
        'request_invalid',
      ],
    },
    handler: async (request, reply) => {
      const upload = await receiveUpload(
        request,
        service,
        { kind: 'model', files: ['file'] },
        request.query.name,
      );
      const admitted = await provable.admitModel(upload.stored[0]!, upload.declared);
      const shown = view(admitted.model);
      if (!admitted.known) void reply.header('location', shown.links.self);
      return reply.code(admitted.known ? 200 : 201).send(shown);
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/models',
    schema: {
      operationId: 'listModels',
      tags,
      summary: 'List models',
      description: 'Newest first.',
      querystring: z.strictObject(paging),
      response: { 200: answer('A page of models', pageOf(model)) },
    },
    handler: async ({ query }, reply) => {
      const page = await provable.models({ limit: query.limit, cursor: query.cursor ?? null });
      return reply.send(pageView(page, view));
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/models/:id',
    schema: {
      operationId: 'getModel',
      tags,
      summary: 'Get a model',
      description: 'What was found in the model, what was declared, and which methods apply to it.',
      params: idParams('model'),
      querystring: z.strictObject({}),
      response: { 200: answer('The model', model) },
    },
    config: { refusals: ['model_unknown'] },
    handler: async ({ params }, reply) => reply.send(view(await provable.model(idOf('model', params)))),
  });

  app.route({
    method: 'DELETE',
    url: '/v1/models/:id',
    schema: {
      operationId: 'deleteModel',
      tags,
      summary: 'Delete a model',
      description:
        'Jobs that have ended keep their results. A model that a running job needs, as its model or denoiser, is not deleted.',
      params: idParams('model'),
      querystring: z.strictObject({}),
      response: { 204: z.undefined().describe('Deleted') },
    },
    config: { refusals: ['model_unknown', 'model_in_use'] },
    handler: async ({ params }, reply) => {
      await provable.removeModel(idOf('model', params));
      return reply.code(204).send();
    },
  });
};
