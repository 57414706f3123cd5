import type { Actor } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import type { RegionId } from '#platform/ids.ts';
import type { Locale } from '#platform/locale.ts';

declare global {
	namespace App {
		interface Error {
			message: string;
			/** Ready to show, in the person's language. */
			title?: string;
			advice?: string;
		}
		interface Locals {
			locale: Locale;
			/** Null before signing in, or while the person belongs to no region. */
			region: { id: RegionId; slug: string; name: Partial<Record<Locale, string>>; demo: boolean } | null;
			/** Null when nobody is signed in. */
			actor: Actor | null;
			session: { tokenSha256: Buffer } | null;
			/** Runs a query or command as the signed-in person; sends visitors to sign in first. */
			run<T>(work: (context: Context) => Promise<T>): Promise<T>;
			/** Runs a query on a region's public pages as a visitor, whoever is signed in; 404 for an unknown region. */
			visit<T>(regionSlug: string, work: (context: Context) => Promise<T>): Promise<T>;
		}
		interface PageData {
			locale: Locale;
		}
	}
}

export {};
