// Reads the service's streams as a browser does and prints what it saw as one line of JSON.
import { EventSource } from 'eventsource';

const [, , host, collection] = process.argv;
const api = `http://${host}/v1`;
const names = ['sources', 'delta', 'citation', 'done'];
const seen = {};

// The first connection ends behind so many events, as one does whose network is lost.
async function cut(response, events) {
  const text = (await response.text()).split('\n\n').slice(0, events).join('\n\n') + '\n\n';
  const { url, status, redirected, headers } = response;
  return { url, status, redirected, headers, body: new Response(text).body };
}

function read(url, { question, cutBehind }) {
  return new Promise((resolve, reject) => {
    const found = { names: [], ids: [], text: '', resumedBehind: [] };
    const source = new EventSource(url, {
      fetch: async (input, init) => {
        found.resumedBehind.push(init.headers['Last-Event-ID'] ?? null);
        const request = question
          ? { ...init, method: 'POST', body: JSON.stringify({ question }),
              headers: { ...init.headers, 'Content-Type': 'application/json' } }
          : init;
        const response = await fetch(input, request);
        return cutBehind && found.resumedBehind.length === 1 ? cut(response, cutBehind) : response;
      },
    });
    source.addEventListener('error', event => {
      // Of the service, or of a connection that is not opened again.
      if (event.data || source.readyState === EventSource.CLOSED) reject(new Error(event.data ?? event.message));
    });
    for (const name of names) {
      source.addEventListener(name, event => {
        const data = JSON.parse(event.data);
        found.names.push(name);
        found.ids.push(Number(event.lastEventId));
        if (name === 'delta') found.text += data.text;
        found.data = data;
        if (name !== 'done') return;
        source.close();
        resolve(found);
      });
    }
  });
}

const inOrder = ids => ids.every((id, place) => id === place + 1);

const asked = await read(
  `${api}/collections/${collection}/query/stream`, { question: 'How high is the lighthouse?' });
seen.first = asked.names[0];
seen.last = asked.names.at(-1);
seen.cited = asked.names.includes('citation');
seen.inOrder = inOrder(asked.ids);
seen.text = asked.text === asked.data.answer && asked.text;

const resumed = await read(`${api}/queries/${asked.data.id}/stream`, { cutBehind: 3 });
seen.resumedBehind = resumed.resumedBehind;
seen.sameEvents = JSON.stringify(resumed.ids) === JSON.stringify(asked.ids);
seen.sameText = resumed.text === asked.text;

console.log(JSON.stringify(seen));
