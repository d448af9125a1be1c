// Drives the service with OpenAI's client and prints what it saw as one line of JSON.
import OpenAI from 'openai';

const [, , host, collection, fake] = process.argv;
const client = new OpenAI({ baseURL: `http://${host}/v1`, apiKey: 'any', maxRetries: 0 });
const model = `rag/${collection}`;
const seen = {};

seen.listed = false;
for await (const entry of client.models.list()) seen.listed ||= entry.id === model;
seen.model = (await client.models.retrieve(model)).id === model;

const messages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: [{ type: 'text', text: 'How high is ' }, { type: 'text', text: 'the lighthouse?' }] },
];
const whole = await client.chat.completions.create({ model, messages, rag: { top_k: 3 } });
seen.answer = whole.choices[0].message.content;
seen.finish = whole.choices[0].finish_reason;
seen.adds = whole.usage.total_tokens === whole.usage.prompt_tokens + whole.usage.completion_tokens;
seen.source = whole.rag.sources[0].document_id;
seen.cited = [whole.rag.citations[0].document_id, whole.rag.citations[0].verified];
seen.requestId = typeof whole._request_id === 'string' && whole._request_id.length > 10;

seen.streamed = '';
seen.sourcesFirst = null;
const stream = await client.chat.completions.create({
  model, messages, stream: true, stream_options: { include_usage: true },
});
for await (const chunk of stream) {
  seen.sourcesFirst ??= chunk.rag?.sources?.[0].document_id ?? 'late';
  seen.streamed += chunk.choices[0]?.delta?.content ?? '';
  seen.streamedFinish = chunk.choices[0]?.finish_reason ?? seen.streamedFinish;
  seen.streamedCitations = chunk.rag?.citations?.length ?? seen.streamedCitations;
  if (chunk.usage) seen.streamedTokens = chunk.usage.completion_tokens;
}
const runner = client.chat.completions.stream({ model, messages });
seen.accumulated = (await runner.finalMessage()).content;
seen.cut = (await client.chat.completions.create({ model, messages, max_tokens: 2 })).choices[0].finish_reason;

const input = ['The lighthouse of Lindau is 33 metres high.', 'prime numbers'];
const vectors = (await client.embeddings.create({ model, input })).data.map((item) => item.embedding);
const floats = await client.embeddings.create({ model, input, encoding_format: 'float' });
seen.length = vectors[0].length;
seen.same = floats.data[0].embedding.every((value, i) => Math.abs(value - vectors[0][i]) < 1e-6);
seen.embeddingTokens = floats.usage.total_tokens;

const failure = async (call) => {
  try {
    await call();
    return null;
  } catch (error) {
    return [error.constructor.name, error.status, error.code];
  }
};
const ask = (more) => client.chat.completions.create({ model, messages, ...more });
seen.noModel = await failure(() => ask({ model: 'rag/none' }));
seen.noMessages = await failure(() => ask({ messages: [] }));
seen.tools = await failure(() => ask({ tools: [{ type: 'function', function: { name: 'f' } }] }));
seen.hot = await failure(() => ask({ temperature: 3 }));
seen.empty = await failure(() => client.embeddings.create({ model, input: '' }));
seen.unknown = await failure(() => client.models.retrieve('gpt-4o'));

const script = (value) => fetch(`http://${fake}/__script`, { method: 'PUT', body: JSON.stringify(value) });
await script({ answers: ['One two three.'], error_after: 2 });
seen.broken = await failure(async () => {
  seen.before = '';
  for await (const chunk of await ask({ stream: true })) seen.before += chunk.choices[0]?.delta?.content ?? '';
});
await script({});

console.log(JSON.stringify(seen));
