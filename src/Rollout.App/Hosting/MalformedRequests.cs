using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Rollout.App.Hosting;

/// <summary>Answers 400 to addresses that are none: an escape without two hexadecimal digits, bytes that are not UTF-8, or what <see cref="UnreadableText"/> finds.</summary>
internal sealed class MalformedAddresses(RequestDelegate next)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public Task InvokeAsync(HttpContext context)
    {
        // The error page is re-executed with the same raw address.
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is null && context.Features.Get<IExceptionHandlerPathFeature>() is null
            && !IsWellFormed(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? ""))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        return next(context);
    }

    internal static bool IsWellFormed(string target)
    {
        if (!target.Contains('%', StringComparison.Ordinal))
        {
            return true;
        }

        var bytes = new List<byte>(target.Length);
        for (var i = 0; i < target.Length; i++)
        {
            if (target[i] != '%')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(target[i].ToString()));
            }
            else if (i + 2 < target.Length && char.IsAsciiHexDigit(target[i + 1]) && char.IsAsciiHexDigit(target[i + 2]))
            {
                bytes.Add(Convert.FromHexString(target.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                return false;
            }
        }

        try
        {
            return !UnreadableText.IsIn(Strict.GetString([.. bytes]));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}

/// <summary>Characters that no keyboard types and that databases or libraries refuse.</summary>
internal static class UnreadableText
{
    // PostgreSQL stores no NUL. Neither .NET's normalization nor XML takes U+FFFE, though it is valid UTF-8 (findings/dotnet-normalization-refuses-fffe.sh).
    public static bool IsIn(string? text) => text?.AsSpan().ContainsAny('\0', '\uFFFE') == true;
}

/// <summary>Answers 400 to forms in which <see cref="UnreadableText"/> finds something.</summary>
internal sealed class MalformedForms(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Antiforgery has read the form already; one it could not read has been answered.
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType && context.Features.Get<IFormFeature>()?.Form is { } form
            && form.Any(field => UnreadableText.IsIn(field.Key) || field.Value.Any(UnreadableText.IsIn)))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await next(context);
    }
}
