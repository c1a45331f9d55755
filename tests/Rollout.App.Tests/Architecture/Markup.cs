using System.Text;
using System.Text.RegularExpressions;

namespace Rollout.App.Tests.Architecture;

/// <summary>A rough parser for Razor files: the literal text shown to a reader, and the tags.</summary>
internal sealed partial class Markup
{
    private readonly string _text;
    private readonly StringBuilder _said = new();

    private Markup(string text) => _text = text;

    /// <summary>The text between the tags, line by line, without C# expressions and statements.</summary>
    public static IEnumerable<string> Said(Source source)
    {
        var markup = new Markup(Prepared(source.Text));
        markup.Read();
        return markup._said.ToString().Split('\n').Select(line => line.Trim()).Where(line => Letters().IsMatch(line) && !Statement().IsMatch(line));
    }

    /// <summary>The source without comments and the code block at the end.</summary>
    public static string Prepared(string text) => HtmlComment().Replace(RazorComment().Replace(Code().Replace(text, ""), ""), "");

    private void Read()
    {
        for (var i = 0; i < _text.Length; i++)
        {
            var here = _text[i];
            if (here == '<' && i + 1 < _text.Length && (char.IsLetter(_text[i + 1]) || _text[i + 1] is '/' or '!'))
            {
                i = EndOfTag(i);
                _said.Append(' ');
            }
            else if (here == '@' && i + 1 < _text.Length)
            {
                i = EndOfExpression(i);
            }
            else
            {
                _said.Append(here);
            }
        }
    }

    private int EndOfTag(int start)
    {
        for (var i = start + 1; i < _text.Length; i++)
        {
            if (_text[i] == '"')
            {
                i = EndOfAttribute(i);
            }
            else if (_text[i] == '@' && _text[i + 1] == '(')
            {
                i = EndOfExpression(i);
            }
            else if (_text[i] == '>')
            {
                return i;
            }
        }

        return _text.Length;
    }

    private int EndOfAttribute(int start)
    {
        // An attribute that starts with @( or contains @x[...] may contain quotes of its own.
        for (var i = start + 1; i < _text.Length; i++)
        {
            if (_text[i] == '@')
            {
                i = EndOfExpression(i);
            }
            else if (_text[i] is '(' or '[' && _text[start + 1] != '/')
            {
                i = Closing(i);
            }
            else if (_text[i] == '"')
            {
                return i;
            }
        }

        return _text.Length;
    }

    private int EndOfExpression(int at)
    {
        var i = at + 1;
        var word = Word().Match(_text, i);
        if (word.Success && word.Value is "page" or "using" or "inject" or "attribute" or "inherits" or "implements" or "layout" or "rendermode" or "typeparam" or "namespace" or "preservewhitespace")
        {
            var end = _text.IndexOf('\n', i);
            return end < 0 ? _text.Length : end;
        }

        if (word.Success && word.Value is "if" or "foreach" or "for" or "while" or "switch" or "using")
        {
            return Closing(_text.IndexOf('(', i));
        }

        if (_text[i] == '{')
        {
            return Closing(i);
        }

        i += word.Success ? word.Length : 0;
        while (i < _text.Length && _text[i] is '(' or '[' or '.' or '!' or '?')
        {
            var next = _text[i] is '(' or '[' ? -1 : i + 1;
            if (next < 0)
            {
                i = Closing(i) + 1;
            }
            else if (next < _text.Length && (char.IsLetter(_text[next]) || _text[next] is '_' or '.' or '['))
            {
                i = next + Word().Match(_text, next).Length;
            }
            else
            {
                break;
            }
        }

        return i - 1;
    }

    private int Closing(int open)
    {
        var depth = 0;
        for (var i = open; i < _text.Length; i++)
        {
            switch (_text[i])
            {
                case '"':
                    i = _text.IndexOf('"', i + 1);
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}' when --depth == 0:
                    return i;
            }
        }

        return _text.Length;
    }

    [GeneratedRegex(@"\G@?[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\p{L}")]
    private static partial Regex Letters();

    [GeneratedRegex(@"[;{}]$|^(else|case|default|break|return|var|if|foreach|for|switch|while)\b|^[{}]")]
    private static partial Regex Statement();

    [GeneratedRegex(@"^@code\b[\s\S]*", RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"@\*[\s\S]*?\*@")]
    private static partial Regex RazorComment();

    [GeneratedRegex(@"<!--[\s\S]*?-->")]
    private static partial Regex HtmlComment();
}
