export { decompress, isZip, readZip, type ZipEntry } from './read';
export type { ZipError } from './errors';
export { writeZip, type NewEntry } from './write';
