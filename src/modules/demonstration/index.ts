export { sitemap, type SitemapPage } from './sitemap.ts';
export { demonstrationRegion } from './store.ts';
