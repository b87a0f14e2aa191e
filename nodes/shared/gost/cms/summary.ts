import { t } from '../../language';
import type { PathResult } from '../x509/path';
import { LEVELS, type SignatureLevel } from './levels';
import { allValid, type Verdict } from './trust';

/** What the signatures of a document say together. */
export interface Summary {
	/** Whether there is at least one signature, all are valid, and each covers the whole document. */
	readonly valid: boolean;
	/** Why the document as a whole is not valid; undefined when it is. */
	readonly reason: string | undefined;
	/** Whether there is at least one signature, and each covers the whole document. */
	readonly wholeDocument: boolean;
	/** The worst chain: `refused` before `not checked`. */
	readonly chain: PathResult['status'];
	/** Why the chain is refused. */
	readonly chainReason: string | undefined;
	/** The lowest level; undefined unless every signature is valid. */
	readonly level: SignatureLevel | undefined;
}

interface Signature extends Verdict {
	readonly wholeDocument: boolean;
	readonly level: SignatureLevel | undefined;
}

/** Says that a signature covers only a part of its document. */
export const PARTIAL = t`The signature covers only a part of the document`;

/** Combines the results of all signatures. */
export function summarize(signers: readonly Signature[]): Summary {
	const wholeDocument = signers.length > 0 && signers.every((signer) => signer.wholeDocument);
	const refused = signers.find(({ chain }) => chain?.status === 'refused')?.chain;
	const trusted = signers.length > 0 && signers.every(({ chain }) => chain?.status === 'trusted');
	const broken = signers.find(({ valid }) => !valid);
	const levels = signers.map(({ level }) => level);
	return {
		valid: allValid(signers) && wholeDocument,
		reason:
			signers.length === 0
				? t`The file contains no signature`
				: (broken?.reason?.message ?? (wholeDocument ? undefined : PARTIAL)),
		wholeDocument,
		chain: refused ? 'refused' : trusted ? 'trusted' : 'not checked',
		chainReason: refused?.message,
		level: LEVELS.find((level) => !levels.includes(undefined) && levels.includes(level)),
	};
}
