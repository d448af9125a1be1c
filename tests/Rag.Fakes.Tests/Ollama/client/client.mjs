// Drives a server with Ollama's client and prints what it saw as one line of JSON.
import { Ollama } from 'ollama';

const [, , host] = process.argv;
const client = new Ollama({ host: `http://${host}` });
const seen = {};
const failure = async (call) => {
  try {
    await call();
    return null;
  } catch (error) {
    return [error.status_code ?? null, error.message];
  }
};

seen.models = (await client.list()).models.map((model) => model.name);
const messages = [{ role: 'user', content: '<source number="1">\nIt lasts two years. Then it ends.\n</source>\n\nHow long?' }];
const whole = await client.chat({ model: 'llama3.2', messages });
seen.answer = [whole.message.content, whole.done_reason, whole.eval_count];
seen.streamed = '';
for await (const part of await client.chat({ model: 'llama3.2', messages, stream: true })) {
  seen.streamed += part.message.content;
  seen.done = part.done;
}

const { embeddings } = await client.embed({ model: 'nomic-embed-text', input: ['a cat', 'a dog'] });
seen.lengths = embeddings.map((vector) => vector.length);
seen.tooLong = await failure(() => client.embed({
  model: 'nomic-embed-text', input: 'word '.repeat(3000), truncate: false,
}));
seen.missing = await failure(() => client.chat({ model: 'other', messages }));
seen.pulled = [];
for await (const part of await client.pull({ model: 'other', stream: true })) seen.pulled.push(part.status);
seen.present = (await client.chat({ model: 'other', messages })).done;
seen.unknown = await failure(async () => {
  for await (const part of await client.pull({ model: 'missing', stream: true })) void part;
});

console.log(JSON.stringify(seen));
