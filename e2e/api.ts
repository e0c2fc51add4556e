import type { ErrorCode, RouteName, RouteResponse } from '@querent/contracts';

/** A route as callers write it: any text in the place of each `{name}`. */
type Written<Name extends string> = Name extends `${infer Before}{${string}}${infer After}`
  ? `${Before}${string}${Written<After>}`
  : Name;

/** The route that a method and a path lead to, by their types; never where they lead to none. */
type RouteAt<Call extends string> = {
  [Name in RouteName]: [Call, Written<Name>] extends [Written<Name>, Call] ? Name : never;
}[RouteName];

/**
 * What the API answers to a call as the contract has it, and the code of a refusal: a test that is refused what it wants finds
 * nothing where it looks, and fails.
 */
export type Answer<Method extends string, Path extends string> = Told<RouteAt<`${Method} ${Path}`>> & {
  code?: ErrorCode;
};

/** Nothing is known of an answer that is not JSON. */
type Told<Name extends RouteName> = [Name] extends [never] ? unknown : Known<RouteResponse<Name>>;
type Known<Response> = [Response] extends [never | undefined] ? unknown : Response;
