/** Lines that are told apart in light and in dark, also by those who see few colours; the first is the accent. */
const COLOURS = [1, 2, 3, 4, 5, 6].map((number) => `var(--color-series-${number})`);

export const colourOf = (index: number) => COLOURS[index % COLOURS.length];
