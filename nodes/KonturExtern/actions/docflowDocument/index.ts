import { externResource } from '../standing';
import { confirmCloudDecryption } from './confirmCloudDecryption.operation';
import { decryptInCloud } from './decryptInCloud.operation';
import { download } from './download.operation';
import { get } from './get.operation';
import { getDescription } from './getDescription.operation';
import { getMany } from './getMany.operation';
import { getTask } from './getTask.operation';
import { print } from './print.operation';
import { recognize } from './recognize.operation';
import { update } from './update.operation';
import { uploadDecrypted } from './uploadDecrypted.operation';

export const docflowDocument = externResource({
	name: 'Document Flow Document',
	value: 'docflowDocument',
	advanced: [
		getMany,
		get,
		getDescription,
		update,
		download,
		print,
		recognize,
		uploadDecrypted,
		decryptInCloud,
		confirmCloudDecryption,
		getTask,
	],
});
