export { absoluteUrl, linkPlace } from './links.ts';
export { canSendMail, listOutbox, queueMail, queueMails, type NewMail } from './queue.ts';
export { sendPending } from './send.ts';
export { deleteForgotten, deleteMails, maxAttempts, readMailsOf, type MailLanguage, type OutboxRow } from './store.ts';
