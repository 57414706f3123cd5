export { absoluteUrl, linkPlace } from './links.ts';
export { canSendMail, listOutbox, queueMail, type NewMail } from './queue.ts';
export { sendPending } from './send.ts';
export { deleteMails, maxAttempts, readMailsOf, type OutboxRow } from './store.ts';
