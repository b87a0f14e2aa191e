import { externResource } from '../standing';
import { confirmCloudSignature } from './confirmCloudSignature.operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { getTask } from './getTask.operation';
import { send } from './send.operation';
import { sign } from './sign.operation';
import { signInCloud } from './signInCloud.operation';
import { updateContent } from './updateContent.operation';

export const reply = externResource({
	name: 'Reply',
	value: 'reply',
	advanced: [get, create, updateContent, sign, send, signInCloud, confirmCloudSignature, getTask],
});
