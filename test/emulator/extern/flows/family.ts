import type { SuccessState } from '../model';

/** The response of an authority to what was sent; 'silent' is a refusal without reasons. */
export type Outcome = 'accept' | 'reject' | 'precise' | 'silent';

/** One move of the authority or the operator. Document types are given without the family's name. */
export interface Step {
	documents: string[];
	status: string;
	state?: SuccessState;
	/** Without 'urn:transaction:'. */
	event: string;
	/** Waits until the subscriber has asked for the documents, or until no reply is pending. */
	needs?: 'request' | 'replies';
	/** Shown in the description of the docflow. */
	sets?: Record<string, string>;
	operator?: boolean;
}

/** The effect of a reply of the subscriber. */
export interface ReplyRule {
	/** The document replied to, and the reply; without the family's name, any when left out. */
	to?: string;
	reply?: string;
	status?: string;
	event?: string;
	opens?: string[];
	/** Replies of the same document that are no longer possible. */
	closes?: string[];
	/** The status stays when a document of this kind has arrived already. */
	unless?: string;
	sets?: Record<string, string>;
}

export interface Family {
	/** Without 'urn:docflow:'; documents are named after it. */
	type: string;
	incoming: boolean;
	main: string;
	attachment: string;
	/** Documents the operator adds to what is sent or arrives. */
	service: string[];
	/** Event of the docflow's appearance. */
	event: string;
	plans: Partial<Record<Outcome, Step[]>>;
	/** Replies that a document requires. */
	answers: Record<string, string[]>;
	replies: ReplyRule[];
	/** Members of the description. */
	fields: string[];
	/** Documents arrive only on request. */
	onRequest?: boolean;
	/** Initial status of an incoming docflow, if not 'received'. */
	first?: string;
	/** Documents whose protocol and attachments the subscriber signs together. */
	signedTogether?: string[];
}

export type SignatureKind = 'none' | 'raw' | 'cms';

/** Read marks of the Social Fund's exchange are not signed, read notices with a bare signature. */
export function replySignature(replyType: string): SignatureKind {
	if (!/^fss-(sedo|warrant)-/.test(replyType)) return 'cms';
	return replyType.endsWith('-receipt-notification-message') ? 'raw' : 'none';
}

export function documentType(family: Family, suffix: string): string {
	return suffix === '' ? family.type : `${family.type}-${suffix}`;
}

export function suffixOf(family: Family, type: string): string {
	return type === family.type ? '' : type.replace(`${family.type}-`, '');
}

export function replyTypesFor(family: Family, type: string): string[] {
	return (family.answers[suffixOf(family, type)] ?? []).map((suffix) => documentType(family, suffix));
}

/** A step with one document, or with a change of status alone when the document is ''. */
export function step(
	document: string,
	status: string,
	event: string,
	state?: SuccessState,
	more: Partial<Step> = {},
): Step {
	return {
		documents: document === '' ? [] : [document],
		status,
		event,
		...(state ? { state } : {}),
		...more,
	};
}
