// Reads [{text, size, overlap, separators?}] as JSON lines, writes each one's chunks as a JSON line.
import { createInterface } from 'node:readline';
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';

for await (const line of createInterface({ input: process.stdin })) {
  const { text, size, overlap, separators } = JSON.parse(line);
  const splitter = new RecursiveCharacterTextSplitter({
    chunkSize: size,
    chunkOverlap: overlap,
    ...(separators ? { separators } : {}),
  });
  process.stdout.write(JSON.stringify(await splitter.splitText(text)) + '\n');
}
