import * as auth from '../auth/control';
import { stealChallenges } from '../auth/challenge';
import { dropSessions, type TrusterRequest } from '../auth/state';
import { confirmationCode, confirmInApp } from '../extern/cloud';
import * as extern from '../extern/control';
import * as feed from '../extern/feed';
import * as drafts from '../extern/draftControl';
import type { IncomingFacts } from '../extern/incoming';
import type { Organization } from '../extern/model';
import type { Fault, FaultInput, Faults } from './faults';
import type { LogEntry, LogFilter, RequestLog } from './log';
import type { EmulatorOptions } from './options';
import type { Router, ServiceName } from './router';
import { createState, type EmulatorState } from './state';

export interface Counters {
	/** Successful sign-ins by kind. */
	logins: Record<string, number>;
	/** Requests by 'METHOD /route/{pattern}' since the log was cleared. */
	requests: Record<string, number>;
	/** The most requests of one client that were under way together, by service, since the log was cleared. */
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

/** Everything a test may do to the emulator from outside the imitated services. */
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
		Object.assign(this.state, createState(this.initial));
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
	 * Calls the listener with every request to an imitated service before it is carried out: the place for what
	 * happens between two requests. Gives a function that ends it; a reset ends all.
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
	 * Lets a function change every JSON answer of an imitated service that is no error. Gives a function that ends it; a
	 * reset ends all.
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

	/** Makes the certificate (DER, PEM or base64) the user's own; returns its thumbprint. */
	addUserCertificate(login: string, certificate: string | Buffer): string {
		return auth.addUserCertificate(this.state.auth, login, certificate);
	}

	/** The certificate counts as invalid where its validity is checked. */
	revokeCertificate(thumbprint: string): void {
		auth.revokeCertificate(this.state.auth, thumbprint);
	}

	/** What a partner vouches for users with. */
	addTrusted(clientId: string, trusted: auth.TrustedInput): void {
		auth.addTrusted(this.state.auth, clientId, trusted);
	}

	/** Ties the id of a user in a partner's system to a user, as Kontur's support does. */
	linkUser(clientId: string, serviceUserId: string, login: string): void {
		auth.linkUser(this.state.auth, clientId, serviceUserId, login);
	}

	/** The signature of the last authenticate-by-truster, and the text it had to be over. */
	lastTruster(): TrusterRequest {
		return auth.lastTruster(this.state.auth);
	}

	/** What a parallel login of each user does to open challenges: those given, and so many of the next. */
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

	/** Makes steps of the docflow's robot by hand. */
	advanceDocflow(id: string, steps = 1): extern.DocflowFacts & { made: number } {
		return extern.advanceDocflow(this.state.extern, id, steps);
	}

	/** The subscriber's receipts for everything in the docflow that wants one. */
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

	/** Events of a docflow: late, of one moment, before others, as the test wants them. Gives their ids. */
	happen(docflowId: string, happening: feed.Happening = {}): string[] {
		return feed.happen(this.state.extern, docflowId, happening);
	}

	/** A change of a docflow that no event tells of. */
	changeDocflow(docflowId: string, change: feed.DocflowChange): void {
		feed.changeDocflow(this.state.extern, docflowId, change);
	}

	/** So many of the next reads of the feed bring the reader's last page once more. */
	repeatFeedPage(times = 1): void {
		this.state.extern.feed.repeats = times;
	}

	/** The oldest so many events leave the feed; see the switch lostCursor. */
	forgetEvents(count: number): void {
		feed.forgetEvents(this.state.extern, count);
	}

	/** The code of the SMS that confirms an operation in the cloud. */
	confirmationCode(requestId: string): string {
		return confirmationCode(this.state.extern, requestId);
	}

	/** The owner of a certificate in the cloud agrees in the telephone's app, or does not. */
	confirmInApp(requestId: string, agrees = true): void {
		confirmInApp(this.state.extern, requestId, agrees);
	}

	/** The next build of the drafts builder ends with an internal error. */
	breakBuild(id: string): void {
		drafts.breakBuild(this.state.extern, id);
	}

	/** Sends what was handed over to the web interface, as its user would there. */
	sendWebDraft(id: string): { docflowId: string } {
		return drafts.sendWebDraft(this.state.extern, id);
	}
}
