import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = dirname(fileURLToPath(import.meta.url));

/** A function that other packages can call, as its source has it. */
export interface Exported {
  name: string;
  /** `file: name`, for messages. */
  place: string;
  /** What it computes, without its tags. */
  about: string;
  throws: string;
  /** What it takes and returns that is an array of numbers or a tensor. */
  arrays: { name: string; about: string }[];
  /** Codes of the errors that it, or a function of its file that it calls, throws. */
  codes: string[];
}

const entryPoints = (): string[] => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, '../package.json'), 'utf8'));
  return Object.values<{ source: string }>(exports).map(({ source }) => join(ROOT, '..', source));
};

/** Every exported function that the entry points of this package reach, once. */
export function exportedFunctions(): Exported[] {
  const files = entryPoints();
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  const found = new Map<ts.Declaration, Exported>();
  for (const file of files) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
    for (const alias of checker.getExportsOfModule(module)) {
      const symbol = alias.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(alias) : alias;
      const declaration = symbol.valueDeclaration;
      const body = declaration && functionOf(declaration);
      if (body && declaration.getSourceFile().fileName.startsWith(ROOT))
        found.set(declaration, describe(symbol, declaration, body, checker));
    }
  }
  return [...found.values()];
}

/** The function that a declaration is, or that a constant holds. */
function functionOf(declaration: ts.Declaration): ts.SignatureDeclaration | null {
  if (ts.isFunctionDeclaration(declaration)) return declaration;
  const initial = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return initial && (ts.isArrowFunction(initial) || ts.isFunctionExpression(initial)) ? initial : null;
}

function describe(
  symbol: ts.Symbol,
  declaration: ts.Declaration,
  body: ts.SignatureDeclaration,
  checker: ts.TypeChecker,
): Exported {
  const about = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const tags = symbol.getJsDocTags(checker).map(({ name, text }) => ({ name, text: ts.displayPartsToString(text) }));
  const signature = checker.getSignatureFromDeclaration(body)!;
  const own = (tag: string) =>
    tags
      .filter(({ name }) => name === tag)
      .map(({ text }) => text)
      .join(' ');
  const parameters = signature.parameters
    .filter(({ valueDeclaration }) => !(valueDeclaration as ts.ParameterDeclaration).dotDotDotToken)
    .map((parameter) => ({
      name: parameter.name,
      about: ts.displayPartsToString(parameter.getDocumentationComment(checker)),
      type: checker.getTypeOfSymbolAtLocation(parameter, declaration),
    }));
  const returned = { name: 'returns', about: own('returns'), type: checker.getReturnTypeOfSignature(signature) };
  return {
    name: symbol.name,
    place: `${relative(ROOT, declaration.getSourceFile().fileName)}: ${symbol.name}`,
    about,
    throws: own('throws'),
    arrays: [...parameters, returned]
      .filter(({ type }) => isOfNumbers(type, checker))
      .map(({ name, about: words }) => ({ name, about: words })),
    codes:
      returned.type.symbol?.name === 'CoreError'
        ? []
        : [...new Set([body, ...calleesOf(body, checker)].flatMap(codesIn))],
  };
}

/** Whether a type is an array of numbers, however deep, or a tensor, or the promise of one. */
function isOfNumbers(type: ts.Type, checker: ts.TypeChecker): boolean {
  const text = checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  return (
    /^(Promise<)?((Float|Int|Uint)(8|16|32|64)Array\b|Tensor\w*\b|ArrayLike<number|readonly number\[|number\[)/.test(
      text,
    ) && !/^(Promise<)?Uint8Array/.test(text)
  );
}

/** Functions of the same file that a function calls. */
function calleesOf(body: ts.Node, checker: ts.TypeChecker): ts.Node[] {
  const callees: ts.Node[] = [];
  const walk = (node: ts.Node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const called = checker.getSymbolAtLocation(node.expression)?.valueDeclaration;
      const own = called && functionOf(called);
      if (own && own.getSourceFile() === body.getSourceFile()) callees.push(own);
    }
    ts.forEachChild(node, walk);
  };
  walk(body);
  return callees;
}

/** Codes of the `CoreError`s that are made somewhere in a piece of code. */
function codesIn(body: ts.Node): string[] {
  const codes: string[] = [];
  const walk = (node: ts.Node) => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'CoreError') {
      const [code] = node.arguments ?? [];
      if (code && ts.isStringLiteral(code)) codes.push(code.text);
    }
    ts.forEachChild(node, walk);
  };
  walk(body);
  return codes;
}
