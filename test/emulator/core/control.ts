import * as auth from '../auth/control';
import { stealChallenges } from '../auth/challenge';
import { dropSessions, type TrusterRequest } from '../auth/state';
import { confirmationCode, confirmInApp } from '../extern/signing/cloud';
import * as extern from '../extern/control';
import * as feed from '../extern/exchange/feed';
import * as drafts from '../extern/drafts/draftControl';
import type { IncomingFacts } from '../extern/incoming/incoming';
import type { Organization } from '../extern/model';
import { takeReadings } from '../readings';
import type { Fault, FaultInput, Faults } from './faults/faults';
import type { LogEntry, LogFilter, RequestLog } from './log';
import type { EmulatorOptions } from './options';
import type { Router, ServiceName } from './router';
import { createState, type EmulatorState } from './state';

export interface Counters {
	/** Successful sign-ins by kind. */
	logins: Record<string, number>;
	/** Requests by 'METHOD /route/{pattern}' since the log was cleared. */
	requests: Record<string, number>;
	/** Maximum number of concurrent requests of one client, by service, since the log was cleared. */
	mostAtOnce: Record<string, number>;
}

export type RequestListener = (entry: LogEntry) => void | Promise<void>;

/** Gives what is answered instead. */
export type AnswerChange = (entry: LogEntry, json: unknown) => unknown;

export interface RouteFacts {
	service: ServiceName;
	method: string;
	path: string;
}

/** Everything that a test may do to the emulator outside the emulated services. */
export class Control {
	private readonly listeners = new Set<RequestListener>();

	private readonly changes = new Set<AnswerChange>();

	constructor(
		private readonly state: EmulatorState,
		private readonly faultList: Faults,
		private readonly requestLog: RequestLog,
		private readonly router: Router,
		private readonly initial: Partial<EmulatorOptions>,
	) {}

	routes(): RouteFacts[] {
		return this.router.routes.map(({ service, method, path }) => ({ service, method, path }));
	}

	/** Back to the first second: seeded data, no faults, empty log, real time. */
	reset(): void {
		Object.defineProperties(this.state, Object.getOwnPropertyDescriptors(createState(this.initial)));
		this.faultList.clear();
		this.requestLog.clear();
		this.listeners.clear();
		this.changes.clear();
	}

	addFault(fault: FaultInput): number {
		return this.faultList.add(fault);
	}

	faults(): Fault[] {
		return this.faultList.list();
	}

	clearFaults(): void {
		this.faultList.clear();
	}

	/**
	 * Calls the listener with every request to an emulated service before it is processed, for events between two
	 * requests. Returns a function that removes the listener; a reset removes all.
	 */
	onRequest(listener: RequestListener): () => void {
		this.listeners.add(listener);
		return () => void this.listeners.delete(listener);
	}

	/** @internal The server's side of onRequest. */
	async tell(entry: LogEntry): Promise<void> {
		for (const listener of this.listeners) await listener(entry);
	}

	/**
	 * Lets a function change every successful JSON response of an emulated service. Returns a function that removes it;
	 * a reset removes all.
	 */
	changeAnswers(change: AnswerChange): () => void {
		this.changes.add(change);
		return () => void this.changes.delete(change);
	}

	/** @internal The server's side of changeAnswers. */
	changed(entry: LogEntry, json: unknown): unknown {
		let answer = json;
		for (const change of this.changes) answer = change(entry, JSON.parse(JSON.stringify(answer)));
		return answer;
	}

	log(filter?: LogFilter): LogEntry[] {
		return this.requestLog.find(filter);
	}

	clearLog(): void {
		this.requestLog.clear();
	}

	counters(): Counters {
		return {
			logins: { ...this.state.auth.logins },
			requests: { ...this.requestLog.counts },
			mostAtOnce: { ...this.requestLog.mostAtOnce },
		};
	}

	dropSessions(): number {
		return dropSessions(this.state.auth);
	}

	/** Phone, snils, administrator, blocked, rights to the event feed, and the grants the user has to pass all of (factors). */
	changeUser(login: string, changes: auth.UserChanges): void {
		auth.changeUser(this.state.auth, login, changes);
	}

	/** The permission to link users by phone; addresses people may be sent back to (none = any). */
	changeClient(clientId: string, changes: auth.ClientChanges): void {
		auth.changeClient(this.state.auth, clientId, changes);
	}

	/** Assigns the certificate (DER, PEM or base64) to the user; returns its thumbprint. */
	addUserCertificate(login: string, certificate: string | Buffer): string {
		return auth.addUserCertificate(this.state.auth, login, certificate);
	}

	/** The certificate counts as invalid where its validity is checked. */
	revokeCertificate(thumbprint: string): void {
		auth.revokeCertificate(this.state.auth, thumbprint);
	}

	/** Sets the certificate or key that a partner vouches for users with. */
	addTrusted(clientId: string, trusted: auth.TrustedInput): void {
		auth.addTrusted(this.state.auth, clientId, trusted);
	}

	/** Ties the id of a user in a partner's system to a user, as Kontur's support does. */
	linkUser(clientId: string, serviceUserId: string, login: string): void {
		auth.linkUser(this.state.auth, clientId, serviceUserId, login);
	}

	/** The signature of the last authenticate-by-truster request, and the text it must cover. */
	lastTruster(): TrusterRequest {
		return auth.lastTruster(this.state.auth);
	}

	/** Simulates a parallel login of each user, which replaces open challenges and a number of the next ones. */
	stealChallenges(next = 0): number {
		return stealChallenges(this.state.auth, next);
	}

	options(): EmulatorOptions {
		return { ...this.state.options };
	}

	/** Changes switches in place, so that every part sees them at once. */
	setOptions(patch: Partial<EmulatorOptions>): EmulatorOptions {
		Object.assign(this.state.options, patch);
		return this.options();
	}

	/** Takes the other reading of some doubts (docs/doubts.md), and the usual one of all others. */
	setReadings(chosen: Readonly<Record<string, string>>): void {
		takeReadings(this.state, chosen);
	}

	/** Runs steps of the docflow's robot manually. */
	advanceDocflow(id: string, steps = 1): extern.DocflowFacts & { made: number } {
		return extern.advanceDocflow(this.state.extern, id, steps);
	}

	/** Sends the subscriber's receipts for everything in the docflow that requires one. */
	sendReceipts(id: string): extern.DocflowFacts & { made: number } {
		return extern.sendReceipts(this.state.extern, id);
	}

	robots(settings: { mode: 'manual' | 'timed'; stepMs?: number }): void {
		this.setOptions({
			robotsMode: settings.mode,
			...(settings.stepMs === undefined ? {} : { robotsStepMs: settings.stepMs }),
		});
		extern.restartRobots(this.state.extern);
	}

	/** A content as it was received, in one piece. */
	content(id: string): { type: string; bytes: Buffer } {
		return extern.contentOf(this.state.extern, id);
	}

	accounts(): ReturnType<typeof extern.accountList> {
		return extern.accountList(this.state.extern);
	}

	addOrganization(accountId: string, facts: { inn: string; kpp?: string; name: string }): Organization {
		return extern.addOrganization(this.state.extern, accountId, facts);
	}

	/** A docflow an authority sends: a demand, a letter or anything else. */
	receiveDocflow(accountId: string, facts: extern.IncomingDocflow = {}): extern.DocflowFacts {
		return extern.receiveDocflow(this.state.extern, accountId, facts);
	}

	/**
	 * A docflow an authority sends, with all documents of its family: main file, attachments, what the operator
	 * adds; encrypted for a certificate where that is wanted.
	 */
	async createIncoming(accountId: string, facts: IncomingFacts = {}): Promise<extern.IncomingMade> {
		return await extern.createIncoming(this.state.extern, accountId, facts);
	}

	/** Adds events of a docflow as the test requires: late, simultaneous, before others. Returns their IDs. */
	happen(docflowId: string, happening: feed.Happening = {}): string[] {
		return feed.happen(this.state.extern, docflowId, happening);
	}

	/** Changes a docflow without an event. */
	changeDocflow(docflowId: string, change: feed.DocflowChange): void {
		feed.changeDocflow(this.state.extern, docflowId, change);
	}

	/** Makes a number of the next reads of the feed return the reader's last page again. */
	repeatFeedPage(times = 1): void {
		this.state.extern.feed.repeats = times;
	}

	/** Removes a number of the oldest events from the feed; see the switch lostCursor. */
	forgetEvents(count: number): void {
		feed.forgetEvents(this.state.extern, count);
	}

	/** The code of the SMS that confirms an operation in the cloud. */
	confirmationCode(requestId: string): string {
		return confirmationCode(this.state.extern, requestId);
	}

	/** Lets the owner of a cloud certificate confirm or reject in the phone app. */
	confirmInApp(requestId: string, agrees = true): void {
		confirmInApp(this.state.extern, requestId, agrees);
	}

	/** Makes the next build of the drafts builder fail with an internal error. */
	breakBuild(id: string): void {
		drafts.breakBuild(this.state.extern, id);
	}

	/** Sends a draft that was transferred to the web interface, like its user. */
	sendWebDraft(id: string): { docflowId: string } {
		return drafts.sendWebDraft(this.state.extern, id);
	}
}
