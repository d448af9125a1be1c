// Does with the vendor's client what a user would, and prints what it saw as one line of JSON.
import { Pinecone } from '@pinecone-database/pinecone';

const url = process.argv[2];
const client = new Pinecone({ apiKey: 'admin-key', controllerHostUrl: url });
const seen = {};
const failure = (promise) => promise.then(() => 'no', (error) => error.name);
// The vendor's writes are eventual; its documentation tells users to wait and look.
const until = async (look) => {
  for (let i = 0; i < 200; i++) {
    if (await look()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
};

const made = await client.createIndex({
  name: 'docs',
  dimension: 4,
  metric: 'cosine',
  spec: { serverless: { cloud: 'aws', region: 'us-east-1' } },
  tags: { team: 'search' },
  waitUntilReady: true,
});
seen.made = [made.name, made.status.ready];
seen.listed = (await client.listIndexes()).indexes.map((one) => [one.name, one.dimension, one.metric]);
const description = await client.describeIndex('docs');
seen.described = [description.tags.team, description.deletionProtection];
seen.again = await failure(client.createIndex({
  name: 'docs', dimension: 4, spec: { serverless: { cloud: 'aws', region: 'us-east-1' } },
}));

const index = client.index({ name: 'docs', host: description.host, namespace: 'books' });
await index.upsert({
  records: [
    { id: 'a1', values: [1, 0, 0, 0], metadata: { k: 'a', n: 1, tags: ['x', 'y'] } },
    { id: 'b1', values: [3, 4, 0, 0], metadata: { k: 'b', n: 2 } },
    { id: 'b2', values: [0, 1, 0, 0], metadata: { k: 'b', n: 3 } },
  ],
});
const search = async (filter) => (await index.query({ vector: [1, 0, 0, 0], topK: 3, ...(filter && { filter }) })).matches
  .map((match) => [match.id, Math.round(match.score * 100) / 100]);
seen.visible = await until(async () => (await search()).length === 3);
seen.found = await search();
seen.byRange = await search({ $and: [{ k: { $eq: 'b' } }, { n: { $gt: 2 } }] });
seen.byElement = await search({ tags: { $in: ['y'] } });
seen.without = await search({ tags: { $exists: false } });
seen.notAnywhere = await search({ tags: { $nin: ['z'] } });
seen.byId = (await index.query({ id: 'b2', topK: 1, includeMetadata: true })).matches[0].metadata;
seen.fetched = Object.keys((await index.fetch({ ids: ['a1', 'nope'] })).records);
const page = await index.listPaginated({ prefix: 'b', limit: 1 });
seen.page = [page.vectors.map((one) => one.id), page.pagination?.next !== undefined];
const next = await index.listPaginated({ prefix: 'b', limit: 1, paginationToken: page.pagination.next });
seen.next = [next.vectors.map((one) => one.id), next.pagination?.next !== undefined];

await index.update({ id: 'a1', metadata: { n: 9 } });
seen.updated = await until(async () => (await index.fetch({ ids: ['a1'] })).records.a1.metadata.n === 9);
await index.deleteOne({ id: 'b2' });
await index.deleteMany({ filter: { n: { $eq: 9 } } });
seen.deleted = await until(async () => (await search()).length === 1);
seen.counted = await until(async () =>
  (await index.describeIndexStats()).namespaces?.books?.recordCount === 1);
seen.namespaces = (await index.listNamespaces()).namespaces.map((one) => one.name);
await index.deleteNamespace('books');
seen.left = (await index.listNamespaces()).namespaces.length;

seen.wrongDimension = await failure(index.upsert({ records: [{ id: 'x', values: [1] }] }));
seen.wrongFilter = await failure(index.query({ vector: [1, 0, 0, 0], topK: 1, filter: { n: { $near: 1 } } }));
seen.missing = await failure(client.describeIndex('nope'));
seen.wrongKey = await failure(new Pinecone({ apiKey: 'wrong', controllerHostUrl: url }).listIndexes());
await client.deleteIndex('docs');
seen.indexes = (await client.listIndexes()).indexes.length;
console.log(JSON.stringify(seen));
