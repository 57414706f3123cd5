import { redirect, type RequestHandler } from '@sveltejs/kit';

/** A short address that can be printed beside a code on paper. */
export const GET: RequestHandler = () => redirect(303, '/sign-in/code');
