/** The text to start from. Every fault is deliberate: one or more of each kind that the checker knows. */
export const SAMPLE = `The library in Mill Lane

After eleven months of building work, the library in Mill Lane opens again on November12. It is bri ghter than before: thereare two reading rooms, alarge window over the river, and a corner with 9small chairs for children and a stuffed bear that nobody wants to move.

The first morning begins with ameeting at ten o'clock. Mayor Helen Brookwill cut a ribbon, and the school choir will sing in th ehall. The old clock is still there; a neighbour repaired it in his kitchen,piece by piece, and would nottake a penny for it.

Visitors can borrow up to 12books at a time, keep old letters asPDFs, or sit quietly with a newspaper. The old maps have moved upstairs, outofthe damp. Thelibrary's garden opens in spring , when the roses are out. The queue for the first tour should be short-lived,and the tour itself is free.
`;
