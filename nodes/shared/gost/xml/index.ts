/**
 * XML signatures (W3C XML Signature 1.1; R 1323565.1.033-2020). A separate entry point for `await import()`, because
 * most workflows never need it.
 */
export { signXml, type XmlSignOptions } from './sign';
export { verifyXml, type XmlSignatureReport, type XmlSignerReport } from './verify';
