import { HttpError } from '../../core/errors';
import type { JsonObject } from '../../core/values';
import type { CloudConfirmation } from '../organizations/accountModel';
import type { AccountCall } from '../call';
import { requiredText } from '../fields';
import type { Certificate } from '../model';
import type { ExternState } from '../state';

/** What a cloud certificate does once its owner confirms. */
export interface CloudOperation {
	requestId: string;
	/** Address of what is signed or decrypted. */
	subject: string;
	confirmation: CloudConfirmation;
	/** Sent by SMS. */
	code: string;
	wrongCodes: number;
	expiresAt: number;
	state: 'waiting' | 'done' | 'given-up';
	carryOut: () => void;
	giveUp: (status: string) => void;
}

const cloudLifetime = 5 * 60 * 1000;
const attempts = 3;

export interface CloudWork {
	subject: string;
	confirmation: CloudConfirmation;
	carryOut: () => void;
	/** Told why: Timeout, ExceededConfirmationAttemptsCount, CanceledByUser. */
	giveUp?: (status: string) => void;
}

/** Starts operations without confirmation immediately; the others wait for confirmOperation or confirmInApp. */
export function startOperation(extern: ExternState, work: CloudWork): CloudOperation {
	const operation: CloudOperation = {
		requestId: `r-${extern.random.hex(12)}`,
		subject: work.subject,
		confirmation: work.confirmation,
		code: String(1000 + extern.random.int(9000)),
		wrongCodes: 0,
		expiresAt: extern.clock.now().getTime() + cloudLifetime,
		state: 'waiting',
		carryOut: work.carryOut,
		giveUp: work.giveUp ?? ((): void => undefined),
	};
	extern.cloud.set(operation.requestId, operation);
	if (operation.confirmation === 'none') finish(operation);
	else extern.clock.schedule(cloudLifetime, () => abandon(operation, 'Timeout'));
	return operation;
}

function finish(operation: CloudOperation): void {
	operation.state = 'done';
	operation.carryOut();
}

function abandon(operation: CloudOperation, status: string): void {
	if (operation.state !== 'waiting') return;
	operation.state = 'given-up';
	operation.giveUp(status);
}

function waitingOperation(extern: ExternState, requestId: string): CloudOperation {
	const operation = extern.cloud.get(requestId);
	if (!operation) throw new HttpError(400, 'requestId is unknown');
	if (operation.state !== 'waiting')
		throw new HttpError(400, 'The operation is confirmed or given up already');
	return operation;
}

/** By the code of the SMS that was sent about this subject. */
export function confirmOperation(call: AccountCall, subject: string): void {
	const { requestId, code } = confirmationOf(call);
	const operation = waitingOperation(call.extern, requestId);
	if (operation.subject !== subject) throw new HttpError(400, 'requestId is unknown');
	if (operation.confirmation !== 'sms') throw new HttpError(400, 'The operation is not confirmed by a code');
	if (operation.code === code) {
		finish(operation);
		return;
	}
	operation.wrongCodes += 1;
	if (operation.wrongCodes >= attempts) abandon(operation, 'ExceededConfirmationAttemptsCount');
	throw new HttpError(400, 'The confirmation code is wrong');
}

/** The owner's choice in the phone app. */
export function confirmInApp(extern: ExternState, requestId: string, agrees = true): void {
	const operation = waitingOperation(extern, requestId);
	if (agrees) finish(operation);
	else abandon(operation, 'CanceledByUser');
}

export function confirmationCode(extern: ExternState, requestId: string): string {
	return waitingOperation(extern, requestId).code;
}

/** requestId and code of the query, as every confirming method takes them. */
function confirmationOf(call: AccountCall): { requestId: string; code: string } {
	const query = Object.fromEntries(call.request.query);
	return { requestId: requiredText(query, 'requestId'), code: requiredText(query, 'code') };
}

/** The account's certificate with this content, which has to be one of those kept in the cloud. */
export function cloudCertificate(call: AccountCall, der: Buffer): Certificate & { cloud: CloudConfirmation } {
	const content = der.toString('base64');
	const found = call.account.certificates.find((item) => item.content === content);
	if (!found?.cloud) throw new HttpError(400, 'The certificate is not kept in the cloud');
	return { ...found, cloud: found.cloud };
}

/** Progress of an operation as its task shows it. */
export function progressOf(status: string): JsonObject {
	return { 'operation-status': status, 'file-statuses': [] };
}
