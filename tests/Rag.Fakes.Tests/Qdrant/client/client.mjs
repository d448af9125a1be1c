// Does with the vendor's client what a user would, and prints what it saw as one line of JSON.
import { QdrantClient } from '@qdrant/js-client-rest';

const client = new QdrantClient({ url: process.argv[2], apiKey: 'admin-key' });
const seen = {};

seen.created = await client.createCollection('docs', { vectors: { size: 4, distance: 'Cosine' } });
seen.exists = (await client.collectionExists('docs')).exists;
seen.listed = (await client.getCollections()).collections.map((c) => c.name);
seen.indexed = (await client.createPayloadIndex('docs', { field_name: 'k', field_schema: 'keyword', wait: true })).status;

seen.written = (await client.upsert('docs', {
  wait: true,
  points: [
    { id: 1, vector: [1, 0, 0, 0], payload: { k: 'a', n: 1 } },
    { id: 2, vector: [3, 4, 0, 0], payload: { k: 'b', n: 2 } },
    { id: '00000000-0000-4000-8000-000000000003', vector: [0, 1, 0, 0], payload: { k: 'b', n: 3 } },
  ],
})).status;
const pairs = (points) => points.map((p) => [p.id, p.score]);
seen.found = pairs((await client.query('docs', { query: [1, 0, 0, 0], limit: 2 })).points);
seen.filtered = pairs((await client.query('docs', {
  query: [1, 0, 0, 0],
  filter: { must: [{ key: 'k', match: { value: 'b' } }], must_not: [{ key: 'n', range: { gt: 2 } }] },
})).points);
seen.searched = pairs(await client.search('docs', { vector: [1, 0, 0, 0], limit: 1 }));
seen.batch = (await client.queryBatch('docs', { searches: [{ query: [1, 0, 0, 0], limit: 1 }, { query: 2, limit: 1 }] }))
  .map((result) => pairs(result.points));
seen.groups = (await client.queryGroups('docs', { query: [1, 0, 0, 0], group_by: 'k', group_size: 1, limit: 2 }))
  .groups.map((group) => group.id);
seen.retrieved = (await client.retrieve('docs', { ids: [2], with_payload: true }))[0].payload;
const page = await client.scroll('docs', { limit: 2 });
seen.page = [page.points.map((p) => p.id), page.next_page_offset];
seen.count = (await client.count('docs', { exact: true })).count;
seen.facet = (await client.facet('docs', { key: 'k' })).hits;

await client.setPayload('docs', { payload: { m: 1 }, points: [1], wait: true });
await client.deletePayload('docs', { keys: ['n'], points: [1], wait: true });
await client.overwritePayload('docs', { payload: { z: 1 }, points: [2], wait: true });
seen.changed = (await client.retrieve('docs', { ids: [1, 2], with_payload: true })).map((p) => p.payload);
await client.updateVectors('docs', { points: [{ id: 1, vector: [0, 0, 0, 2] }], wait: true });
seen.vector = (await client.retrieve('docs', { ids: [1], with_vector: true }))[0].vector;
await client.updateCollectionAliases({ actions: [{ create_alias: { collection_name: 'docs', alias_name: 'live' } }] });
seen.aliases = (await client.getAliases()).aliases;
seen.deleted = (await client.delete('live', { wait: true, filter: { must: [{ key: 'k', match: { value: 'a' } }] } })).status;
seen.left = (await client.getCollection('docs')).points_count;
seen.refused = await client.upsert('docs', { wait: true, points: [{ id: 9, vector: [1] }] })
  .then(() => 'no', (error) => error.status);
seen.missing = await client.getCollection('nope').then(() => 'no', (error) => error.status);
seen.wrongKey = await new QdrantClient({ url: process.argv[2], apiKey: 'wrong', checkCompatibility: false })
  .getCollections().then(() => 'no', (error) => error.status);
seen.dropped = await client.deleteCollection('docs');
console.log(JSON.stringify(seen));
