/** A ball around a point: what stays true around a sample. */
export const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="13" fill="#c5e4dc" stroke="#0b6e5a" stroke-width="3"/><circle cx="16" cy="16" r="4" fill="#0b6e5a"/></svg>';
