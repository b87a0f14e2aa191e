/*
 * n8n's in-memory engine keeps what a trigger stores under the name of its node: a node that is renamed would begin
 * anew, and what came in between would be lost. The ID of a node stays, so a process remembers by it what was stored.
 */
interface Place {
	name: string;
	stored: unknown;
}

const places = new Map<string, Place>();

interface PollOwner {
	getWorkflow: () => { id?: string };
	getNode: () => { id: string; name: string };
}

/**
 * What a poll has to begin with: what is stored, or, after the node got another name in this process, what was stored
 * when its last poll under the old one began. Not what that poll stored: n8n throws away the result of a poll that is
 * under way when a workflow is published anew.
 * @param stored a plain copy; it is kept
 */
export function placeOf(owner: PollOwner, stored: unknown): unknown {
	const { id, name } = owner.getNode();
	const key = `${owner.getWorkflow().id}:${id}`;
	const last = places.get(key);
	const place: Place = last && last.name !== name ? { name, stored: last.stored } : { name, stored };
	places.set(key, place);
	return place.stored;
}
