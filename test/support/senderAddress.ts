/** A public address, as authorities require it. The node refuses those that no network has, such as 203.0.113.10. */
export const SENDER_ADDRESS = '93.184.216.34';
