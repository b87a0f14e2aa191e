export { dayIn, daysBetween, plusDays } from './days';
export { duePayments, dueReports, dueRoutes, isOpen, ownersOf, type Due } from './due';
