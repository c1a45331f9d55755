using MimeKit;
using MimeKit.Cryptography;

namespace Rollout.Notifications.Mail;

/// <summary>Signs mails with DKIM (RFC 6376): RSA with SHA-256, relaxed both ways.</summary>
/// <param name="domain">The domain that vouches: the key is published under <c>{selector}._domainkey.{domain}</c>.</param>
/// <param name="selector">Which of the domain's keys.</param>
/// <param name="keyFile">The private key in PEM.</param>
public sealed class DkimSigning(string domain, string selector, string keyFile)
{
    // RFC 8058 asks that the two headers of the one-click stop are signed too.
    private static readonly HeaderId[] Signed =
    [
        HeaderId.From, HeaderId.To, HeaderId.ReplyTo, HeaderId.Subject, HeaderId.Date, HeaderId.MessageId, HeaderId.AutoSubmitted,
        HeaderId.ListUnsubscribe, HeaderId.ListUnsubscribePost, HeaderId.MimeVersion, HeaderId.ContentType,
    ];

    private readonly DkimSigner _signer = new(keyFile, domain, selector)
    {
        HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
        BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
        SignatureAlgorithm = DkimSignatureAlgorithm.RsaSha256,
    };

    /// <summary>Adds the signature as the first header. The message must have the encodings it is sent with.</summary>
    public void Sign(MimeMessage message) =>
        _signer.Sign(message, [.. Signed.Where(header => message.Headers.Contains(header) || (message.Body?.Headers.Contains(header) ?? false))]);
}
