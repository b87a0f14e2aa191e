import { resource } from '../../../shared/catalog';
import { confirmCloudSignature } from './confirmCloudSignature.operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { getTask } from './getTask.operation';
import { send } from './send.operation';
import { sign } from './sign.operation';
import { signInCloud } from './signInCloud.operation';
import { uploadDecrypted } from './uploadDecrypted.operation';

export const pfrReply = resource({
	name: 'Pension Fund Reply',
	value: 'pfrReply',
	operations: [create, get, uploadDecrypted, sign, send, signInCloud, confirmCloudSignature, getTask],
});
