import { dropSessions } from '../auth/state';
import * as extern from '../extern/control';
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
}

export interface RouteFacts {
	service: ServiceName;
	method: string;
	path: string;
}

/** Everything a test may do to the emulator from outside the imitated services. */
export class Control {
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

	log(filter?: LogFilter): LogEntry[] {
		return this.requestLog.find(filter);
	}

	clearLog(): void {
		this.requestLog.clear();
	}

	counters(): Counters {
		return { logins: { ...this.state.auth.logins }, requests: { ...this.requestLog.counts } };
	}

	dropSessions(): number {
		return dropSessions(this.state.auth);
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
}
