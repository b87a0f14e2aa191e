import { HttpError } from '../../core/errors';
import type { Reply, Route } from '../../core/router';
import { ok, userRoute, type ExternCall } from '../call';
import {
	controlUnits,
	controlUnitTypes,
	findControlUnit,
	renderControlUnit,
	renderWithCertificates,
	type ControlUnitType,
} from '../organizations/controlUnits';
import { fnsForms, renderForm } from './fnsForms';
import { handbooks, handbookType } from './handbookRows';
import { commonPage, flag, pageFacts, slice } from '../query';

function unitType(query: URLSearchParams, name: string): ControlUnitType | undefined {
	const text = query.get(name)?.toLowerCase();
	if (!text) return undefined;
	const type = controlUnitTypes.find((item) => item === text);
	if (!type) throw new HttpError(400, `${name} must be one of ${controlUnitTypes.join(', ')}`);
	return type;
}

function listControlUnits(call: ExternCall): Reply {
	const { query } = call.request;
	const type = unitType(query, 'type');
	const region = query.get('region');
	const inactiveToo = flag(query, 'includeinactive') ?? false;
	const found = controlUnits.filter(
		(item) =>
			(!type || item.type === type) && (!region || item.region === region) && (inactiveToo || item.isActive),
	);
	const page = slice(call, found, commonPage);
	return ok({ ...pageFacts(page), 'control-units': page.items.map(renderControlUnit) });
}

function getControlUnit(call: ExternCall): Reply {
	const type = unitType(call.request.query, 'controlUnitType');
	if (type && type !== 'mvd') throw new HttpError(400, 'controlUnitType can only be mvd');
	const unit = findControlUnit(call.request.params.code, type);
	if (!unit) throw new HttpError(404, 'Control unit not found');
	return ok(renderWithCertificates(unit));
}

function listForms(call: ExternCall): Reply {
	const knd = call.request.query.get('knd');
	const page = slice(
		call,
		fnsForms.filter((form) => !knd || form.knd === knd),
		commonPage,
	);
	return ok({ ...pageFacts(page), 'fns-forms': page.items.map(renderForm) });
}

function listHandbook(call: ExternCall): Reply {
	const type = handbookType(call.request.params.handbookType);
	// A guess: the documents do not say what an unknown type leads to.
	if (type === undefined) throw new HttpError(404, 'No such handbook');
	const page = slice(call, handbooks[type], commonPage);
	return ok({ 'handbook-type': type, ...pageFacts(page), handbook: page.items });
}

export const handbookRoutes: Route[] = [
	userRoute('GET', '/v1/handbooks/control-units', listControlUnits),
	userRoute('GET', '/v1/handbooks/control-units/{code}', getControlUnit),
	userRoute('GET', '/v1/handbooks/fns-forms', listForms),
	userRoute('GET', '/v1/handbooks/{handbookType}', listHandbook),
];
