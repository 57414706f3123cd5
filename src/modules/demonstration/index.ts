export { sitemap, type SitemapPage } from './sitemap.ts';
