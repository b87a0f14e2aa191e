import type { WorkBudget } from '../base/budget';
import type { SignatureBudget } from '../x509/issuerSignature';
import type { CertificatePool } from '../x509/pool';
import type { TrustOptions } from './trust';

/** What the checks of one message share. */
export interface VerifyContext {
	readonly options: TrustOptions;
	readonly budget: WorkBudget;
	/** The budget for chains. */
	readonly pathBudget: SignatureBudget;
	/** The certificates of the message and of the user. */
	readonly pool: CertificatePool;
}
