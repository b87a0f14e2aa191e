import { externResource } from '../standing';
import { confirmCloudSignature } from './confirmCloudSignature.operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { getTask } from './getTask.operation';
import { send } from './send.operation';
import { sign } from './sign.operation';
import { signInCloud } from './signInCloud.operation';
import { uploadDecrypted } from './uploadDecrypted.operation';

export const pfrReply = externResource({
	name: 'Pension Fund Reply',
	value: 'pfrReply',
	advanced: [get, create, uploadDecrypted, sign, send, signInCloud, confirmCloudSignature, getTask],
});
