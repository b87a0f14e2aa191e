import { asText } from '../../core/values';
import type { Account, Docflow } from '../model';

/** An organization knows how far its subscription to the fund's messages has come. */
export function tellSubscriber(account: Account, docflow: Docflow): void {
	if (docflow.type !== 'fss-sedo-provider-subscription') return;
	const number = asText(docflow.description['registration-number']);
	const organization = account.organizations.get(docflow.organizationId);
	if (!number || !organization) return;
	const leaves = docflow.documents.some(({ type }) => type.includes('-unsubscribe-request-'));
	const kind = leaves ? 'unsubscribe' : 'subscribe';
	const ended = { successful: `${kind}d`, failed: `${kind}-failed` }[docflow.successState as string];
	organization.subscriptions ??= new Map();
	organization.subscriptions.set(number, ended ?? `${kind}-in-progress`);
}
