using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Rollout.App.Hosting;

/// <summary>Answers 400 to addresses that are none: an escape without two hexadecimal digits, bytes that are not UTF-8, NUL.</summary>
internal sealed class MalformedAddresses(RequestDelegate next)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public Task InvokeAsync(HttpContext context)
    {
        // The page that says so is asked for with the same address.
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
            return !Strict.GetString([.. bytes]).Contains('\0', StringComparison.Ordinal);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}

/// <summary>Answers 400 to forms with NUL in them, which no browser sends and PostgreSQL cannot store.</summary>
internal sealed class MalformedForms(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Whether the form can be read at all was seen when its token was.
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType && context.Features.Get<IFormFeature>()?.Form is { } form
            && form.Any(field => HasNul(field.Key) || field.Value.Any(value => HasNul(value))))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await next(context);
    }

    private static bool HasNul(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;
}
