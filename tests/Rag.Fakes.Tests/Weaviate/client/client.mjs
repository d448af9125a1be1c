// Drives a server with the vendor's HTTP client and prints what it saw as one line of JSON.
import weaviate, { ApiKey } from 'weaviate-ts-client';

const [, , host] = process.argv;
const client = weaviate.client({ scheme: 'http', host, apiKey: new ApiKey('admin-key') });
const seen = {};

seen.ready = await client.misc.readyChecker().do();
seen.version = (await client.misc.metaGetter().do()).version;
await client.schema.classCreator().withClass({
  class: 'Passage',
  vectorizer: 'none',
  vectorIndexConfig: { distance: 'cosine' },
  properties: [
    { name: 'text', dataType: ['text'] },
    { name: 'owner', dataType: ['text'], tokenization: 'field' },
    { name: 'page', dataType: ['int'] },
  ],
}).do();
seen.exists = await client.schema.exists('Passage');
await client.schema.propertyCreator().withClassName('Passage')
  .withProperty({ name: 'score', dataType: ['number'] }).do();

const ids = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
const vectors = [[1, 0], [3, 4], [0, 2]];
const written = await client.batch.objectsBatcher().withObjects(...ids.map((id, i) => ({
  class: 'Passage',
  id,
  properties: { text: `passage ${i}`, owner: i < 2 ? 'Ann' : 'Bob "B" 😀', page: i, score: i / 2 },
  vector: vectors[i],
}))).do();
seen.written = written.map((item) => item.result.status);

const near = () => client.graphql.get().withClassName('Passage')
  .withFields('text owner _additional { id distance }').withNearVector({ vector: [1, 0] });
const hits = (answer) => answer.data.Get.Passage.map((hit) => [hit._additional.id.slice(-1), hit._additional.distance]);
seen.near = hits(await near().withLimit(2).do());
seen.filtered = hits(await near().withLimit(5)
  .withWhere({ path: ['owner'], operator: 'Equal', valueText: 'Bob "B" 😀' }).do());
seen.both = hits(await near().withLimit(5).withWhere({
  operator: 'And',
  operands: [
    { path: ['owner'], operator: 'Equal', valueText: 'Ann' },
    { path: ['page'], operator: 'GreaterThan', valueInt: 0 },
  ],
}).do());
seen.sorted = (await client.graphql.get().withClassName('Passage').withFields('page')
  .withSort([{ path: ['page'], order: 'desc' }]).do()).data.Get.Passage.map((hit) => hit.page);
const count = async () =>
  (await client.graphql.aggregate().withClassName('Passage').withFields('meta { count }').do())
    .data.Aggregate.Passage[0].meta.count;
seen.count = await count();

await client.data.merger().withClassName('Passage').withId(ids[0]).withProperties({ page: 7 }).do();
seen.merged = (await client.data.getterById().withClassName('Passage').withId(ids[0]).do()).properties;
await client.data.updater().withClassName('Passage').withId(ids[1]).withProperties({ page: 8 }).do();
seen.replaced = (await client.data.getterById().withClassName('Passage').withId(ids[1]).do()).properties;
seen.listed = (await client.data.getter().withClassName('Passage').withLimit(2).do()).objects.length;
seen.checked = await client.data.checker().withClassName('Passage').withId(ids[2]).do();
await client.data.deleter().withClassName('Passage').withId(ids[2]).do();
seen.gone = await client.data.checker().withClassName('Passage').withId(ids[2]).do();
const deleted = await client.batch.objectsBatchDeleter().withClassName('Passage')
  .withWhere({ path: ['page'], operator: 'Equal', valueInt: 7 }).withOutput('verbose').do();
seen.deleted = [deleted.results.matches, deleted.results.successful];
seen.left = await count();
try {
  await client.data.getterById().withClassName('Passage').withId('nope').do();
} catch (error) {
  seen.refused = String(error.message).includes('422');
}
await client.schema.classDeleter().withClassName('Passage').do();
seen.dropped = !(await client.schema.exists('Passage'));
console.log(JSON.stringify(seen));
