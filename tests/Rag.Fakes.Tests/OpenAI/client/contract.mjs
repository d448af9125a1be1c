// Asks a server of OpenAI's protocol, the fake or the service, for one answer of each kind and prints what the vendor's
// specification finds wrong with them. 'refused' is what else it must refuse, as JSON: [path, body] each.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';

const [, , file, host, model, embedder, refused] = process.argv;
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
// 'nullable' is left from an older OpenAPI, and in places stands beside no type at all.
const modern = (_, value) => {
  if (!value?.nullable) return value;
  const { nullable, ...rest } = value;
  return { anyOf: [rest, { type: 'null' }] };
};
ajv.addSchema({ $id: 'openai', components: JSON.parse(readFileSync(file, 'utf8'), modern).components });
const problems = [];
let checked = 0;
const check = (schema, answer) => {
  checked++;
  const valid = ajv.compile({ $ref: `openai#/components/schemas/${schema}` });
  if (!valid(answer)) problems.push({ schema, errors: valid.errors.map((e) => `${e.instancePath} ${e.message}`) });
};
const call = (path, body) => fetch(`http://${host}/v1/${path}`, {
  method: body ? 'POST' : 'GET',
  headers: { Authorization: 'Bearer fake-key', 'Content-Type': 'application/json' },
  body: body && JSON.stringify(body),
});
const messages = [{ role: 'user', content: 'How high is the lighthouse?' }];

check('ListModelsResponse', await (await call('models')).json());
check('Model', await (await call(`models/${model}`)).json());
check('CreateChatCompletionResponse', await (await call('chat/completions', { model, messages })).json());
const cut = { model, messages, max_tokens: 1, stream: true, stream_options: { include_usage: true } };
for (const body of [{ model, messages, stream: true }, cut]) {
  const stream = await (await call('chat/completions', body)).text();
  for (const line of stream.split('\n').filter((data) => data.startsWith('data: {')))
    check('CreateChatCompletionStreamResponse', JSON.parse(line.slice(6)));
}
check('CreateEmbeddingResponse', await (await call('embeddings', { model: embedder, input: 'x' })).json());
for (const [path, body] of [
  ['models/none'], ['chat/completions', { model }], ['chat/completions', { model: 'none', messages }],
  ['embeddings', { model: embedder, input: '' }], ['embeddings', { model: 'none', input: 'x' }], ...JSON.parse(refused),
]) check('ErrorResponse', await (await call(path, body)).json());

console.log(JSON.stringify({ checked, problems }));
