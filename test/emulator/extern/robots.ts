import { addDocument, authoritySignature, emitEvent, operatorSignature } from './docflowStore';
import type { Account, Docflow, SuccessState } from './model';
import type { ExternState } from './state';

interface RobotStep {
	documentType: string;
	prefix: string;
	/** The subscriber has to answer the document with a receipt. */
	wantsReceipt: boolean;
	status: string;
	state: SuccessState;
	event: string;
}

const receipt: RobotStep = {
	documentType: 'fns534-report-receipt',
	prefix: 'IZ',
	wantsReceipt: false,
	status: 'delivered',
	state: 'neutral',
	event: 'report-receipt',
};

function answer(kind: string, prefix: string, state: SuccessState, event = kind): RobotStep {
	return {
		documentType: `fns534-report-${kind}`,
		prefix,
		wantsReceipt: true,
		status: 'response-arrived',
		state,
		event,
	};
}

const accepted = answer('acceptance-result-positive', 'KV', 'neutral');

/** What the tax office with this code answers to a report, step by step. */
export const robots: Record<string, { title: string; steps: RobotStep[] }> = {
	'0087': {
		title: 'receipt, acceptance, entry notice (successful)',
		steps: [receipt, accepted, answer('processing-result-ok', 'IV', 'successful')],
	},
	'0088': {
		title: 'receipt, refusal (failed)',
		steps: [receipt, answer('acceptance-result-negative', 'UO', 'failed')],
	},
	'0085': {
		title: 'receipt, acceptance, clarification notice (warning)',
		steps: [receipt, accepted, answer('processing-result-precise', 'UU', 'warning')],
	},
};

function fileName(extern: ExternState, docflow: Docflow, prefix: string): string {
	return `${prefix}_${docflow.id.replaceAll('-', '').slice(0, 12)}_${extern.random.hex(8)}.xml`;
}

export function stepsLeft(docflow: Docflow): number {
	const robot = docflow.robot && robots[docflow.robot.code];
	return robot && docflow.robot ? robot.steps.length - docflow.robot.done : 0;
}

/** Makes the next step of the robot; false when it has nothing more to do. */
export function advanceRobot(
	extern: ExternState,
	account: Account,
	docflow: Docflow,
	moment: number,
): boolean {
	if (!docflow.robot || stepsLeft(docflow) <= 0) return false;
	const step = robots[docflow.robot.code].steps[docflow.robot.done];
	docflow.robot.done += 1;
	addDocument(extern, account, docflow, {
		type: step.documentType,
		filename: fileName(extern, docflow, step.prefix),
		at: moment,
		signatures: [authoritySignature(extern)],
		replyTypes: step.wantsReceipt ? ['fns534-report-receipt'] : [],
	});
	docflow.status = step.status;
	docflow.successState = step.state;
	docflow.changedAt = moment;
	emitEvent(extern, account, docflow, `urn:transaction:${step.event}`, moment);
	return true;
}

/**
 * The subscriber's receipt for one document, from wherever it was sent. The docflow is finished by the
 * receipt for the final answer; the receipt for the date confirmation changes no status.
 */
export function acknowledge(
	extern: ExternState,
	account: Account,
	docflow: Docflow,
	documentId: string,
	moment: number,
): boolean {
	const document = docflow.documents.find((item) => item.id === documentId);
	if (!document || document.replyTypes.length === 0) return false;
	document.replyTypes = [];
	addDocument(extern, account, docflow, {
		type: 'fns534-report-receipt',
		filename: fileName(extern, docflow, 'IZ'),
		at: moment,
		signatures: [operatorSignature(extern)],
	});
	const finalArrived = docflow.documents.some((item) => item.type.includes('-processing-result-'));
	if (document.type === 'fns534-report-acceptance-result-positive') {
		if (!finalArrived) docflow.status = 'response-processed';
	} else if (document.type !== 'fns534-report-date-confirmation') {
		docflow.status = 'finished';
	}
	docflow.changedAt = moment;
	return true;
}

/** Sends every receipt the docflow waits for, oldest document first; returns how many there were. */
export function acknowledgeAll(
	extern: ExternState,
	account: Account,
	docflow: Docflow,
	moment: number,
): number {
	const waiting = docflow.documents.filter((item) => item.replyTypes.length > 0).reverse();
	for (const document of waiting) acknowledge(extern, account, docflow, document.id, moment);
	return waiting.length;
}

/** Lets the robot work by the clock, as long as the robots are not switched to manual. */
export function scheduleRobot(extern: ExternState, account: Account, docflow: Docflow): void {
	if (extern.options.robotsMode !== 'timed' || stepsLeft(docflow) <= 0) return;
	const planned = docflow.robot?.done;
	extern.clock.schedule(extern.options.robotsStepMs, () => {
		if (extern.options.robotsMode !== 'timed' || docflow.robot?.done !== planned) return;
		advanceRobot(extern, account, docflow, extern.clock.now().getTime());
		scheduleRobot(extern, account, docflow);
	});
}
