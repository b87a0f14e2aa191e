import { docflowTypes } from './docflowTypes';

const hidden = [
	'business-registration',
	'fns534-cu-broadcast',
	'fns534-inventory',
	'fss-warrant-management',
	'stat-cu-broadcast',
];

/**
 * Types of document flows that Kontur lists only when they are named: five, and all of the Social Fund's new channel.
 * Source: Kontur.Extern documentation, "Docflows", list (`type`).
 */
export const hiddenTypes = Object.keys(docflowTypes).filter(
	(type) => hidden.includes(type) || type.startsWith('fss-sedo-'),
);
