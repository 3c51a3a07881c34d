/** What scripts/build.js makes. */
declare module "built:*" {
  const text: string;
  export default text;
}
