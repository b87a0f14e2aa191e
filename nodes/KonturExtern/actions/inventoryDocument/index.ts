import { externResource } from '../standing';
import { confirmCloudDecryption } from './confirmCloudDecryption.operation';
import { decryptInCloud } from './decryptInCloud.operation';
import { download } from './download.operation';
import { downloadSignature } from './downloadSignature.operation';
import { getTask } from './getTask.operation';
import { print } from './print.operation';
import { uploadDecrypted } from './uploadDecrypted.operation';

export const inventoryDocument = externResource({
	name: 'Inventory Document',
	value: 'inventoryDocument',
	advanced: [
		download,
		print,
		uploadDecrypted,
		decryptInCloud,
		confirmCloudDecryption,
		downloadSignature,
		getTask,
	],
});
