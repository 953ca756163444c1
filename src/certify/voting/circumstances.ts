/** What is known of a sample besides its votes. */
export interface Circumstances {
  /** Upper bound of the distance from the sample to its point of the grid. */
  readonly distance: number;
  /** Upper bound of what the noise's inexactness moves a probability by. */
  readonly allowance: number;
}
