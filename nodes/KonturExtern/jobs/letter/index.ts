export { letterDocuments, letterText, readAttachments, type Attachment } from './letterDocuments';
export { letterParties } from './letterParties';
