// Drives a server with OpenAI's client and prints what it saw as one line of JSON.
import OpenAI from 'openai';

const [, , host] = process.argv;
const client = new OpenAI({ baseURL: `http://${host}/v1`, apiKey: 'fake-key', maxRetries: 0 });
const seen = {};

seen.models = [];
for await (const model of client.models.list()) seen.models.push(model.id);
seen.model = (await client.models.retrieve('gpt-4o')).object;

const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: '<source number="1" title="Guide">\nIt lasts two years. Then it ends.\n</source>\n\nHow long?' },
];
const whole = await client.chat.completions.create({ model: 'gpt-4o', messages });
seen.answer = whole.choices[0].message.content;
seen.finish = whole.choices[0].finish_reason;
seen.adds = whole.usage.total_tokens === whole.usage.prompt_tokens + whole.usage.completion_tokens;

seen.streamed = '';
for await (const chunk of await client.chat.completions.create({
  model: 'gpt-4o', messages, stream: true, stream_options: { include_usage: true },
})) {
  seen.streamed += chunk.choices[0]?.delta?.content ?? '';
  seen.streamedFinish = chunk.choices[0]?.finish_reason ?? seen.streamedFinish;
  if (chunk.usage) seen.streamedTokens = chunk.usage.completion_tokens;
}
seen.cut = (await client.chat.completions.create({ model: 'gpt-4o', messages, max_tokens: 2 })).choices[0].finish_reason;

const vectors = await client.embeddings.create({
  model: 'text-embedding-3-small', input: ['the cat sat', 'a cat sat down', 'prime numbers'], dimensions: 256,
});
const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const [cat, other, primes] = vectors.data.map((item) => item.embedding);
seen.length = cat.length;
seen.unit = Math.abs(dot(cat, cat) - 1) < 1e-5;
seen.near = dot(cat, other) > dot(cat, primes);
const floats = await client.embeddings.create({
  model: 'text-embedding-3-small', input: 'the cat sat', dimensions: 256, encoding_format: 'float',
});
seen.same = floats.data[0].embedding.every((value, i) => Math.abs(value - cat[i]) < 1e-6);

const failure = async (call) => {
  try {
    await call();
    return null;
  } catch (error) {
    return [error.status, error.code];
  }
};
const other_key = new OpenAI({ baseURL: `http://${host}/v1`, apiKey: 'x', maxRetries: 0, defaultHeaders: { Authorization: null } });
seen.noKey = await failure(() => other_key.models.list());
seen.noModel = await failure(() => client.chat.completions.create({ model: 'none', messages }));
seen.noMessages = await failure(() => client.chat.completions.create({ model: 'gpt-4o', messages: [] }));
seen.empty = await failure(() => client.embeddings.create({ model: 'text-embedding-3-small', input: '' }));
seen.noPath = await failure(() => client.files.list());

const fault = (faults) => fetch(`http://${host}/__faults`, { method: 'PUT', body: JSON.stringify(faults) });
await fault([{ kind: 'refuse', status: 429, count: 1, retry_after: '0' }]);
seen.limited = await failure(() => client.chat.completions.create({ model: 'gpt-4o', messages }));
await fault([{ kind: 'refuse', status: 429, count: 1, retry_after: '0' }]);
const patient = new OpenAI({ baseURL: `http://${host}/v1`, apiKey: 'fake-key', maxRetries: 1 });
seen.retried = (await patient.chat.completions.create({ model: 'gpt-4o', messages })).choices[0].finish_reason;
await fetch(`http://${host}/__script`, { method: 'PUT', body: JSON.stringify({ answers: ['One two three.'], error_after: 2 }) });
seen.scripted = '';
seen.broken = await failure(async () => {
  const stream = await client.chat.completions.create({ model: 'gpt-4o', messages, stream: true });
  for await (const chunk of stream) seen.scripted += chunk.choices[0]?.delta?.content ?? '';
});

console.log(JSON.stringify(seen));
