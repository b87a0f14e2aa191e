import { moscowLocal } from '../dates';
import {
	addDocument,
	authoritySignature,
	emitEvent,
	operatorSignature,
	type NewDocument,
} from '../docflows/docflowStore';
import { familyOf, planOf } from '../flows';
import {
	documentType,
	replyTypesFor,
	suffixOf,
	type Family,
	type ReplyRule,
	type Step,
} from '../flows/family';
import type { Account, Docflow, DocflowDocument, SuccessState } from '../model';
import { tellSubscriber } from './sedoSubscription';
import type { ExternState } from '../state';

const prefixes: [kind: string, prefix: string][] = [
	['acceptance-result-positive', 'KV'],
	['acceptance-result-negative', 'UO'],
	['processing-result-ok', 'IV'],
	['processing-result-precise', 'UU'],
	['date-confirmation', 'PD'],
	['receipt', 'IZ'],
];

/** A made-up name in the manner of the authority. */
function documentName(extern: ExternState, docflow: Docflow, type: string): string {
	const prefix = prefixes.find(([kind]) => type.endsWith(kind))?.[1] ?? type.split('-').at(-1) ?? 'document';
	return `${prefix}_${docflow.id.replaceAll('-', '').slice(0, 12)}_${extern.random.hex(8)}.xml`;
}

function hasOpenReplies(docflow: Docflow): boolean {
	return docflow.documents.some((document) => document.replyTypes.length > 0);
}

function nextStep(docflow: Docflow): Step | undefined {
	const step = planOf(docflow)[docflow.robot?.done ?? 0];
	if (step?.needs === 'request' && !docflow.requested) return undefined;
	if (step?.needs === 'replies' && (docflow.status === 'received' || hasOpenReplies(docflow)))
		return undefined;
	return step;
}

/** A demand tells how far the inventories that answer it have come. */
export function tellDemand(account: Account, docflow: Docflow): void {
	if (docflow.type !== 'fns534-inventory') return;
	const demand = account.docflows.get(String(docflow.description['related-docflow-id']));
	if (demand?.type !== 'fns534-demand') return;
	const results: Partial<Record<SuccessState, string>> = { successful: 'accepted', failed: 'declined' };
	demand.description['replies-status'] = results[docflow.successState] ?? 'in-progress';
}

/** Adds the documents that were sent with the docflow and held back until now. */
function handOver(docflow: Docflow, moment: number): void {
	for (const document of docflow.prepared) {
		document.sentAt = moment;
		docflow.documents.unshift(document);
	}
	docflow.prepared = [];
}

/** Runs the next step of the robot; returns false when it has nothing to do yet. */
export function advanceRobot(
	extern: ExternState,
	account: Account,
	docflow: Docflow,
	moment: number,
): boolean {
	const family = familyOf(docflow.type);
	const step = nextStep(docflow);
	if (!docflow.robot || !family || !step) return false;
	docflow.robot.done += 1;
	for (const suffix of step.documents) {
		const type = documentType(family, suffix);
		if (docflow.prepared.some((item) => item.type === type)) {
			handOver(docflow, moment);
			continue;
		}
		addDocument(extern, account, docflow, {
			type,
			filename: documentName(extern, docflow, type),
			at: moment,
			signatures: [step.operator ? operatorSignature(extern) : authoritySignature(extern, docflow.type)],
			replyTypes: replyTypesFor(family, type),
		});
	}
	docflow.status = step.status;
	if (step.state) docflow.successState = step.state;
	Object.assign(docflow.description, step.sets);
	if (step.sets?.['fss-stage-type']) docflow.description['fss-stage-date'] = moscowLocal(moment);
	docflow.changedAt = moment;
	tellDemand(account, docflow);
	tellSubscriber(account, docflow);
	emitEvent(extern, account, docflow, `urn:transaction:${step.event}`, moment);
	return true;
}

function ruleFor(family: Family, document: DocflowDocument, replyType: string): ReplyRule | undefined {
	const about = suffixOf(family, document.type);
	const reply = suffixOf(family, replyType);
	return family.replies.find(
		({ to, reply: wanted }) =>
			(to === undefined || about.startsWith(to)) && (wanted === undefined || wanted === reply),
	);
}

/** Updates the docflow after a reply, which becomes one of its documents. */
export function applyReply(
	extern: ExternState,
	account: Account,
	docflow: Docflow,
	document: DocflowDocument,
	reply: Omit<NewDocument, 'at'>,
	moment: number,
): void {
	const family = familyOf(docflow.type);
	const rule = family && ruleFor(family, document, reply.type);
	const full = (suffixes: string[] = []): string[] =>
		family ? suffixes.map((suffix) => documentType(family, suffix)) : [];
	const gone = [reply.type, ...full(rule?.closes)];
	document.replyTypes = [...document.replyTypes.filter((type) => !gone.includes(type)), ...full(rule?.opens)];
	addDocument(extern, account, docflow, { ...reply, at: moment });
	if (family && rule) follow(extern, account, docflow, family, rule, moment);
	docflow.changedAt = moment;
	// Seeded data is left unchanged.
	if (docflow.visibleAt > 0) scheduleRobot(extern, account, docflow);
}

function follow(
	extern: ExternState,
	account: Account,
	docflow: Docflow,
	family: Family,
	rule: ReplyRule,
	moment: number,
): void {
	const final = rule.unless;
	const late =
		final !== undefined && docflow.documents.some((item) => suffixOf(family, item.type).startsWith(final));
	if (rule.status && !late) docflow.status = rule.status;
	Object.assign(docflow.description, rule.sets);
	if (rule.event) emitEvent(extern, account, docflow, `urn:transaction:${rule.event}`, moment);
}

/** Stores the subscriber's signatures of a protocol and its attachments, which create no document. */
export function acknowledgeTogether(
	extern: ExternState,
	account: Account,
	docflow: Docflow,
	document: DocflowDocument,
	moment: number,
): void {
	const family = familyOf(docflow.type);
	const rule = family && ruleFor(family, document, '');
	if (family && rule) follow(extern, account, docflow, family, rule, moment);
	docflow.changedAt = moment;
}

/** Sends one receipt for every document that waits, oldest first; returns how many there were. */
export function acknowledgeAll(
	extern: ExternState,
	account: Account,
	docflow: Docflow,
	moment: number,
): number {
	const waiting = docflow.documents.filter((item) => item.replyTypes.length > 0).reverse();
	for (const document of waiting) {
		const [type] = document.replyTypes;
		const reply = {
			type,
			filename: documentName(extern, docflow, type),
			signatures: [operatorSignature(extern)],
		};
		applyReply(extern, account, docflow, document, reply, moment);
	}
	return waiting.length;
}

/** Schedules the robot by the clock, unless robots are switched to manual. */
export function scheduleRobot(extern: ExternState, account: Account, docflow: Docflow): void {
	if (extern.options.robotsMode !== 'timed' || !nextStep(docflow)) return;
	const planned = docflow.robot?.done;
	extern.clock.schedule(extern.options.robotsStepMs, () => {
		if (extern.options.robotsMode !== 'timed' || docflow.robot?.done !== planned) return;
		advanceRobot(extern, account, docflow, extern.clock.now().getTime());
		scheduleRobot(extern, account, docflow);
	});
}
