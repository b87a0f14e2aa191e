export { afterWorkingDays, isWorkingDay, movedToWorkingDay } from './workingDays';
