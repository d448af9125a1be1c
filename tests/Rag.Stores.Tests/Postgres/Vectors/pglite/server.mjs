// Serves an empty database in memory on a free loopback port, which it prints; ends with its standard input.
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const db = await PGlite.create({ extensions: { vector } });
const server = new PGLiteSocketServer({ db, port: 0, host: '127.0.0.1', maxConnections: 10 });
server.addEventListener('listening', event => console.log(event.detail.port));
await server.start();
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
