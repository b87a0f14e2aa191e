import { externResource } from '../standing';
import { download } from './download.operation';
import { upload } from './upload.operation';

export const content = externResource({ name: 'Content', value: 'content', advanced: [upload, download] });
