export { endAllSessions, endSession, hashToken, resolveSession, sessionCookie, startSession, type ResolvedSession } from './sessions.ts';
