import { resource } from '../../../shared/catalog';
import { download } from './download.operation';
import { upload } from './upload.operation';

export const content = resource({ name: 'Content', value: 'content', operations: [upload, download] });
